/** Answers of the console over executions that a real one told; `states.json` keeps them word for word. */
import type { Execution, HistoryEvent, Machine } from '../src/contract/states';
import type { Answer, Call } from './api.ts';
import recorded from './states.json' with { type: 'json' };

export interface Told {
  execution: Execution;
  events: HistoryEvent[];
}

export interface States {
  machines: Machine[];
  executions: Told[];
}

/** Few, so that a test has more than one page. */
const PAGE = 20;

/** A copy that a test may change. */
export function recordedStates(): States {
  return structuredClone(recorded) as unknown as States;
}

export function noStates(): States {
  return { machines: [], executions: [] };
}

export class MockConsole {
  constructor(private readonly world: States) {}

  answer({ url }: Call): Answer {
    return answer(this.world, url);
  }
}

function answer(world: States, url: URL): Answer {
  const [kind, arn, part] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const told = world.executions.find(({ execution }) => execution.executionArn === arn);
  const machine = world.machines.find(
    ({ stateMachineArn }) => stateMachineArn === (told?.execution.stateMachineArn ?? arn),
  );
  if (kind === 'machines' && arn === undefined) {
    return { status: 200, body: { stateMachines: world.machines } };
  }
  if (machine === undefined) {
    return missing(kind === 'machines' ? 'StateMachineDoesNotExist' : 'ExecutionDoesNotExist', arn ?? '');
  }
  if (kind === 'machines') {
    return { status: 200, body: part === 'executions' ? listed(world, machine, url) : machine };
  }
  return {
    status: 200,
    body: part === 'machine' ? machine : part === 'history' ? page(told, url) : told?.execution,
  };
}

function listed(world: States, machine: Machine, url: URL): unknown {
  const status = url.searchParams.get('statusFilter');
  return {
    executions: world.executions
      .map(({ execution }) => execution)
      .filter(
        (one) =>
          one.stateMachineArn === machine.stateMachineArn && [one.status, null].includes(status as never),
      ),
  };
}

function page(told: Told | undefined, url: URL): unknown {
  const from = Number(url.searchParams.get('nextToken') ?? 0);
  const events = told?.events ?? [];
  const to = from + PAGE;
  return { events: events.slice(from, to), ...(to < events.length ? { nextToken: String(to) } : {}) };
}

function missing(title: string, arn: string): Answer {
  return { status: 404, body: { type: 'about:blank', title, status: 404, detail: `There is no ${arn}` } };
}
