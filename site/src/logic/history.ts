/** What an execution did, state by state, told from the events of its history. */
import type { EventDetails, Execution, ExecutionStatus, HistoryEvent } from '../contract/states';
import type { Look } from './status';

/** One time that a state was entered. */
export interface Visit {
  /** The id of the event that entered it. */
  readonly id: number;
  readonly state: string;
  readonly type: string;
  readonly enteredAt: number;
  readonly input?: string;
  /** Which item of the Map around it, from 0. */
  readonly item?: number;
  leftAt?: number;
  output?: string;
  assigned?: Readonly<Record<string, string>>;
  /** Of the last attempt, when that failed; with `leftAt`, a Catch took it. */
  error?: { readonly name: string; readonly cause?: string };
  standing: Standing;
  readonly attempts: Attempt[];
  mapRunArn?: string;
  /** Items of a Map that are over, and how many it has. */
  items?: { readonly of: number; succeeded: number; failed: number };
}

/** One try of what a task calls. */
export interface Attempt {
  readonly scheduledAt: number;
  readonly call: string;
  readonly parameters?: string;
  endedAt?: number;
  output?: string;
  error?: { readonly name: string; readonly cause?: string };
  isSubmitted?: true;
}

export type Standing = 'running' | 'waiting' | 'succeeded' | 'caught' | 'failed' | 'timed out' | 'aborted';

export const standings: Record<Standing, { readonly word: string; readonly look: Look }> = {
  running: { word: 'Running', look: 'in_progress' },
  waiting: { word: 'Waiting', look: 'waiting' },
  succeeded: { word: 'Succeeded', look: 'success' },
  caught: { word: 'Caught an error', look: 'failure' },
  failed: { word: 'Failed', look: 'failure' },
  'timed out': { word: 'Timed out', look: 'failure' },
  aborted: { word: 'Aborted', look: 'cancelled' },
};

export const executionWords: Record<ExecutionStatus, { readonly word: string; readonly look: Look }> = {
  RUNNING: { word: 'Running', look: 'in_progress' },
  SUCCEEDED: { word: 'Succeeded', look: 'success' },
  FAILED: { word: 'Failed', look: 'failure' },
  TIMED_OUT: { word: 'Timed out', look: 'failure' },
  ABORTED: { word: 'Aborted', look: 'cancelled' },
  PENDING_REDRIVE: { word: 'Waits to be redriven', look: 'waiting' },
};

export interface Story {
  /** By state, in the order in which they were entered. */
  readonly visits: ReadonlyMap<string, readonly Visit[]>;
  /** The state that each event belongs to; none for those of the execution itself. */
  readonly stateOf: ReadonlyMap<number, string>;
}

/** Where an event stands: in a visit, which stands in the item of a Map, and so on outwards. */
interface Frame {
  readonly visit: Visit;
  readonly item?: number;
  readonly around: Frame | undefined;
}

export function tell(events: readonly HistoryEvent[], execution: Pick<Execution, 'status'>): Story {
  const teller = new Teller();
  events.forEach((event) => teller.take(event));
  return teller.end(execution.status);
}

class Teller {
  private readonly frames = new Map<number, Frame | undefined>();
  private readonly visits = new Map<string, Visit[]>();
  private readonly stateOf = new Map<number, string>();
  /** The visits that stood open where the execution failed: those that failed with it. */
  private fatal = new Set<Visit>();

  take(event: HistoryEvent): void {
    const before = this.frames.get(event.previousEventId ?? 0);
    const frame = this.follow(event, before);
    this.frames.set(event.id, frame);
    const own = event.type.endsWith('StateExited') ? detailsOf(event)?.name : frame?.visit.state;
    if (own !== undefined) {
      this.stateOf.set(event.id, own);
    }
  }

  /** The frame in which what comes after the event goes on. */
  private follow(event: HistoryEvent, before: Frame | undefined): Frame | undefined {
    const details = detailsOf(event);
    if (event.type.endsWith('StateEntered')) {
      return { visit: this.enter(event, before), around: before };
    }
    if (event.type.endsWith('StateExited')) {
      const own = within(before, details?.name);
      this.leave(event, own);
      return own?.around;
    }
    if (event.type.startsWith('MapIteration')) {
      return this.item(event, within(before, details?.name));
    }
    if (event.type.startsWith('Execution')) {
      this.whole(event, before);
      return before;
    }
    if (before !== undefined) {
      happen(before.visit, event, details);
    }
    return before;
  }

  private enter(event: HistoryEvent, before: Frame | undefined): Visit {
    const { name = '', input } = detailsOf(event) ?? {};
    const type = event.type.replace(/StateEntered$/, '');
    const item = itemOf(before);
    const visit: Visit = {
      id: event.id,
      state: name,
      type,
      enteredAt: event.timestamp,
      ...(input === undefined ? {} : { input }),
      ...(item === undefined ? {} : { item }),
      standing: type === 'Wait' ? 'waiting' : 'running',
      attempts: [],
    };
    const known = this.visits.get(name);
    if (known === undefined) {
      this.visits.set(name, [visit]);
    } else {
      known.push(visit);
    }
    return visit;
  }

  private leave(event: HistoryEvent, frame: Frame | undefined): void {
    const { output, assignedVariables } = detailsOf(event) ?? {};
    if (frame === undefined) {
      return;
    }
    const { visit } = frame;
    visit.leftAt = event.timestamp;
    visit.standing = visit.error === undefined ? 'succeeded' : 'caught';
    if (output !== undefined) {
      visit.output = output;
    }
    if (assignedVariables !== undefined && Object.keys(assignedVariables).length > 0) {
      visit.assigned = assignedVariables;
    }
  }

  private item(event: HistoryEvent, frame: Frame | undefined): Frame | undefined {
    const index = detailsOf(event)?.index;
    const items = frame?.visit.items;
    if (items !== undefined && event.type === 'MapIterationSucceeded') {
      items.succeeded++;
    }
    if (items !== undefined && event.type === 'MapIterationFailed') {
      items.failed++;
    }
    return frame !== undefined && event.type === 'MapIterationStarted' && index !== undefined
      ? { ...frame, item: index }
      : frame;
  }

  private whole(event: HistoryEvent, before: Frame | undefined): void {
    if (event.type === 'ExecutionRedriven') {
      this.fatal.clear();
      return;
    }
    if (event.type === 'ExecutionFailed') {
      const { error, cause } = detailsOf(event) ?? {};
      for (let frame = before; frame !== undefined; frame = frame.around) {
        this.fatal.add(frame.visit);
        if (frame.visit.error === undefined && error !== undefined) {
          frame.visit.error = { name: error, ...(cause === undefined ? {} : { cause }) };
        }
      }
    }
  }

  /** What never left its state ended with the execution. */
  end(status: ExecutionStatus): Story {
    if (status !== 'RUNNING' && status !== 'PENDING_REDRIVE') {
      for (const visit of [...this.visits.values()].flat()) {
        if (visit.leftAt === undefined) {
          visit.standing =
            status === 'SUCCEEDED' && visit.error === undefined
              ? 'succeeded'
              : this.fatal.has(visit) || visit.error !== undefined
                ? 'failed'
                : status === 'TIMED_OUT'
                  ? 'timed out'
                  : 'aborted';
        }
      }
    }
    return { visits: this.visits, stateOf: this.stateOf };
  }
}

/** The innermost frame of that state; where there is none, the history is incomplete. */
function within(frame: Frame | undefined, state: string | undefined): Frame | undefined {
  let one = frame;
  while (one !== undefined && one.visit.state !== state) {
    one = one.around;
  }
  return one;
}

function itemOf(frame: Frame | undefined): number | undefined {
  return frame === undefined
    ? undefined
    : (frame.item ?? (frame.visit.items ? undefined : itemOf(frame.around)));
}

/** What an event inside a state tells of it. */
function happen(visit: Visit, event: HistoryEvent, details: EventDetails | undefined): void {
  const attempt = visit.attempts.at(-1);
  if (/Scheduled$/.test(event.type)) {
    delete visit.error;
    visit.standing = 'running';
    visit.attempts.push(attemptOf(event, details));
  } else if (/Submitted$/.test(event.type) && attempt !== undefined) {
    attempt.isSubmitted = true;
    visit.standing = 'waiting';
  } else if (/Succeeded$/.test(event.type) && attempt !== undefined) {
    attempt.endedAt = event.timestamp;
    visit.standing = 'running';
    if (details?.output !== undefined) {
      attempt.output = details.output;
    }
  } else if (/(Failed|TimedOut)$/.test(event.type)) {
    const error = {
      name: details?.error ?? (event.type.endsWith('TimedOut') ? 'States.Timeout' : 'States.TaskFailed'),
      ...(details?.cause === undefined ? {} : { cause: details.cause }),
    };
    visit.error = error;
    if (attempt !== undefined && attempt.endedAt === undefined) {
      attempt.endedAt = event.timestamp;
      attempt.error = error;
    }
  } else if (event.type === 'MapStateStarted') {
    visit.items = { of: details?.length ?? 0, succeeded: 0, failed: 0 };
  } else if (event.type === 'MapRunStarted' && details?.mapRunArn !== undefined) {
    visit.mapRunArn = details.mapRunArn;
  }
}

function attemptOf(event: HistoryEvent, details: EventDetails | undefined): Attempt {
  const kind = [details?.resourceType, details?.resource].filter(Boolean).join(':');
  const parameters = details?.parameters ?? details?.input;
  return {
    scheduledAt: event.timestamp,
    call: kind === '' ? event.type.replace(/Scheduled$/, '') : kind,
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** The member with what differs from type to type. */
export function detailsOf(event: HistoryEvent): EventDetails | undefined {
  for (const [member, value] of Object.entries(event)) {
    if (member.endsWith('EventDetails')) {
      return value as EventDetails;
    }
  }
  return undefined;
}

/**
 * A state's standing in the picture: that of its last visit. Inside a Map, over the last visit for each item;
 * what needs attention first wins.
 */
export function standingOf(visits: readonly Visit[] | undefined): Standing | undefined {
  if (visits === undefined || visits.length === 0) {
    return undefined;
  }
  const order: readonly Standing[] = ['failed', 'timed out', 'running', 'waiting', 'aborted', 'caught'];
  const last = [...new Map(visits.map((visit) => [visit.item, visit.standing])).values()];
  return order.find((standing) => last.includes(standing)) ?? 'succeeded';
}

/** JSON as people read it; text that is none stays as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
