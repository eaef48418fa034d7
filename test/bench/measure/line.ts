// A straight line through points by least squares, and how sure its slope is.

/** A line. */
export interface Line {
  /** Units of y for each unit of x; 0 of fewer than two points, or of points above each other. */
  readonly slope: number;
  /** Twice the standard error of the slope; infinite where there are too few points to tell. */
  readonly slopeError: number;
}

// Two standard errors: with as many readings as a soak has, 95 of 100 slopes lie within.
const errorsWide = 2;

/** The line through some points. Readings that follow each other are taken as independent. */
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
    count === 2 ? Number.POSITIVE_INFINITY : errorsWide * Math.sqrt(rest / (count - 2) / squaresX);
  return { slope, slopeError };
}
