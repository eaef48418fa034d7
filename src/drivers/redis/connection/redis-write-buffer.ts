// The commands of one turn of the event loop. The client library takes it for
// the stream that it writes a command to; what was written leaves as one.

/** Gathers a turn's commands, as bytes in latin1. */
export interface Turn {
  text: string;
  readonly write: (this: Turn, text: string) => void;
}

function append(this: Turn, text: string): void {
  this.text += text;
}

/** A turn without commands. */
export function createTurn(): Turn {
  return { text: "", write: append };
}
