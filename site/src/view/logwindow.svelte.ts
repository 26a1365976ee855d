/** What of a long log is in sight, and where its rows stand. */
import type { Row } from '../logic/logbook';
import { depthInRow, offsetsOf, rowAt, windowOf, type Metrics } from '../logic/logwindow';

/** A row that is brought into view stands this far down, as a share of the window. */
const BELOW_TOP = 1 / 3;

export class LogWindow {
  /** Null once it is gone. */
  frame: HTMLElement | null | undefined = $state();
  private top = $state(0);
  private bottom = $state(1200);
  /** What the browser made of rows whose height was reckoned wrong, as long as the metrics hold. */
  private measured = $state.raw<{ by: Metrics; heights: ReadonlyMap<Row, number> }>();

  readonly offsets = $derived.by(() => offsetsOf(this.rows(), this.metrics(), this.heights()));
  readonly height = $derived.by(() => this.offsets.at(-1) ?? 0);
  readonly shown = $derived.by(() => windowOf(this.offsets, this.top, this.bottom));
  /** The first row of which something can be seen. */
  readonly first = $derived.by(() => rowAt(this.offsets, Math.max(0, this.top)));

  constructor(
    private readonly rows: () => readonly Row[],
    private readonly metrics: () => Metrics,
  ) {}

  private heights(): ReadonlyMap<Row, number> {
    return this.measured?.by === this.metrics() ? this.measured.heights : new Map();
  }

  look(): void {
    if (this.frame) {
      const box = this.frame.getBoundingClientRect();
      this.top = -box.top;
      this.bottom = innerHeight - box.top;
    }
  }

  /** Compares drawn rows with what was reckoned. What is in sight stays where it is. */
  correct(drawn: HTMLElement): void {
    const rows = this.rows();
    const { from } = this.shown;
    const wrong = [...drawn.children].flatMap((element, index): [Row, number][] => {
      const row = rows[from + index];
      const reckoned = (this.offsets[from + index + 1] ?? 0) - (this.offsets[from + index] ?? 0);
      const actual = (element as HTMLElement).offsetHeight;
      return row === undefined || actual === reckoned ? [] : [[row, actual]];
    });
    if (wrong.length === 0) {
      return;
    }
    const before = this.offsets[this.first] ?? 0;
    const anchor = this.first;
    this.measured = { by: this.metrics(), heights: new Map([...this.heights(), ...wrong]) };
    const moved = (this.offsets[anchor] ?? 0) - before;
    if (moved !== 0 && this.frame) {
      this.frame.style.height = `${this.height}px`; // else there may be no room to scroll to
      this.top += moved;
      this.bottom += moved;
      scrollBy(0, moved);
    }
  }

  bring(row: Row, character: number): void {
    const index = this.rows().indexOf(row);
    if (index >= 0 && this.frame) {
      const log = this.frame.getBoundingClientRect().top + scrollY;
      const at = log + (this.offsets[index] ?? 0) + depthInRow(row, character, this.metrics());
      scrollTo({ top: Math.max(0, at - innerHeight * BELOW_TOP) });
      this.look();
    }
  }
}
