// Fits a line to points by least squares, with the error of its slope.

/** A fitted line. */
export interface Line {
  /** Units of y per unit of x. 0 for fewer than two points, or if all points have the same x. */
  readonly slope: number;
  /** Twice the standard error of the slope; infinite if there are too few points. */
  readonly slopeError: number;
}

// Two standard errors: with the number of readings of a soak, this is the 95 % interval.
const standardErrors = 2;

/** Fits a line to points. Consecutive readings are treated as independent. */
export function lineThrough(points: readonly (readonly [number, number])[]): Line {
  const count = points.length;
  const mean = (index: 0 | 1) => points.reduce((sum, point) => sum + point[index], 0) / count;
  const [meanX, meanY] = [mean(0), mean(1)];
  const squaresX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (count < 2 || squaresX === 0) return { slope: 0, slopeError: Number.POSITIVE_INFINITY };
  const products = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const slope = products / squaresX;
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const slopeError =
    count === 2 ? Number.POSITIVE_INFINITY : standardErrors * Math.sqrt(rest / (count - 2) / squaresX);
  return { slope, slopeError };
}
