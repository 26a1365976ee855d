import type { Conclusion, DeliveryStatus, Status } from '../contract/types';

/** What a run, job or step looks like at a glance: its status, or once it is over its conclusion. */
export type Look = Exclude<Status, 'completed'> | Conclusion;

export function lookOf(it: { status: Status; conclusion?: Conclusion | null }): Look {
  if (it.status !== 'completed') {
    return it.status;
  }
  return it.conclusion ?? 'skipped';
}

/** A look in words. Colour and shape never stand alone. */
export const lookWords: Record<Look, string> = {
  queued: 'Queued',
  waiting: 'Waiting',
  in_progress: 'Running',
  success: 'Succeeded',
  failure: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
};

export function isLive(it: { status: Status }): boolean {
  return it.status !== 'completed';
}

/** The look of several together: what needs attention first wins. */
export function lookOfAll(looks: readonly Look[]): Look {
  const order: Look[] = ['in_progress', 'failure', 'waiting', 'queued', 'cancelled', 'success', 'skipped'];
  return order.find((look) => looks.includes(look)) ?? 'queued';
}

/** A delivery's status in words, and the look that it borrows. */
export const deliveryWords: Record<DeliveryStatus, { word: string; look: Look }> = {
  accepted: { word: 'Accepted', look: 'queued' },
  enqueued: { word: 'On the queue', look: 'queued' },
  planned: { word: 'Became runs', look: 'success' },
  ignored: { word: 'Ignored', look: 'skipped' },
  failed: { word: 'Failed', look: 'failure' },
  dead: { word: 'Dead letter', look: 'failure' },
};

export function countWords(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
