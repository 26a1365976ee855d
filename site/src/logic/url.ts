/**
 * Screens and their addresses. Every state of a screen that is worth sharing is in its address, so that a link
 * shows what its sender saw. `parseScreen` and `hrefOf` are inverse to each other.
 */
import type { ExecutionStatus } from '../contract/states';
import type { DeliveryStatus, RunStatusFilter } from '../contract/types';
import { formatLines, parseLines, type LineRange } from './lines';
import { countOf, flag, listOf, mark, numbersOf, oneOf, queryOf, textOf } from './query';

export interface RunFilter {
  readonly repository?: string;
  readonly branch?: string;
  readonly workflow?: string;
  readonly event?: string;
  readonly status?: RunStatusFilter;
}

export interface JobScreen {
  readonly page: 'job';
  readonly run: string;
  readonly job: string;
  readonly attempt?: number;
  readonly query?: string;
  /** Which match is current, from 1. */
  readonly hit?: number;
  readonly timestamps?: true;
  readonly follow?: true;
  /** Steps that the reader opened, and those that they shut, against the default. */
  readonly open?: readonly number[];
  readonly shut?: readonly number[];
  /** Groups of lines that stand open, as `step:line`. */
  readonly groups?: readonly string[];
  readonly lines?: LineRange;
}

/** A state machine, and which of its executions are listed. */
export interface MachineScreen {
  readonly page: 'machine';
  /** Its ARN. */
  readonly machine: string;
  readonly status?: ExecutionStatus;
  readonly token?: string;
  readonly definition?: true;
}

export interface ExecutionScreen {
  readonly page: 'execution';
  /** Its ARN. */
  readonly execution: string;
  /** The state whose visits are shown. */
  readonly state?: string;
  /** Which visit of it, from 1; absent means the last. */
  readonly visit?: number;
  /** Which page of the events, from 1. */
  readonly events?: number;
}

/** The executions of a distributed Map. */
export interface MapRunScreen {
  readonly page: 'map-run';
  /** Its ARN. */
  readonly mapRun: string;
  readonly status?: ExecutionStatus;
  readonly token?: string;
}

/** A workflow file at a ref, and what an event would run of it. */
export interface WorkflowScreen {
  readonly page: 'workflow';
  /** `owner/name` */
  readonly repository: string;
  /** Its name without folders, `ci.yml`. */
  readonly file: string;
  readonly ref?: string;
  readonly event?: string;
}

export type Screen =
  | { readonly page: 'runs'; readonly filter: RunFilter; readonly token?: string }
  | {
      readonly page: 'run';
      readonly run: string;
      readonly ask?: 'cancel';
      /** Matrices whose jobs are listed one by one. */
      readonly open?: readonly string[];
    }
  | JobScreen
  | {
      readonly page: 'deliveries';
      readonly repository?: string;
      readonly status?: DeliveryStatus;
      readonly token?: string;
    }
  | {
      readonly page: 'repositories';
      readonly connect?: true;
      readonly dispatch?: string;
      /** Asks whether this one is to be forgotten. */
      readonly disconnect?: string;
    }
  | { readonly page: 'workflows'; readonly repository: string; readonly ref?: string }
  | WorkflowScreen
  | { readonly page: 'machines'; readonly token?: string }
  | MachineScreen
  | ExecutionScreen
  | MapRunScreen
  | { readonly page: 'keys' }
  | { readonly page: 'missing'; readonly path: string };

export interface Address {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

export const runStatuses: readonly RunStatusFilter[] = [
  'in_progress',
  'queued',
  'waiting',
  'success',
  'failure',
  'cancelled',
  'skipped',
  'completed',
];

export const deliveryStatuses: readonly DeliveryStatus[] = [
  'accepted',
  'enqueued',
  'planned',
  'ignored',
  'failed',
  'dead',
];

export const executionStatuses: readonly ExecutionStatus[] = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
];

const filterKeys = ['repository', 'branch', 'workflow', 'event'] as const;

export function parseScreen(address: Address): Screen {
  const query = new URLSearchParams(address.search);
  const parts = segments(address.pathname);
  if (parts === undefined) {
    return { page: 'missing', path: address.pathname };
  }
  const [first, second, third, fourth] = parts;
  if (parts.length === 0) {
    return { page: 'runs', filter: parseFilter(query), ...textOf('token', query.get('token')) };
  }
  if (first === 'runs' && second !== undefined && parts.length === 2) {
    return {
      page: 'run',
      run: second,
      ...oneOf('ask', query.get('ask'), ['cancel'] as const),
      ...listOf('open', query.get('open'), /^[\w-]+$/),
    };
  }
  if (
    first === 'runs' &&
    second !== undefined &&
    third === 'jobs' &&
    fourth !== undefined &&
    parts.length === 4
  ) {
    return parseJob(second, fourth, query, address.hash);
  }
  if (first === 'deliveries' && parts.length === 1) {
    return {
      page: 'deliveries',
      ...textOf('repository', query.get('repository')),
      ...oneOf('status', query.get('status'), deliveryStatuses),
      ...textOf('token', query.get('token')),
    };
  }
  if (first === 'repositories' && parts.length === 1) {
    return {
      page: 'repositories',
      ...flag('connect', query),
      ...textOf('dispatch', query.get('dispatch')),
      ...textOf('disconnect', query.get('disconnect')),
    };
  }
  if (first === 'machines' && parts.length === 1) {
    return { page: 'machines', ...textOf('token', query.get('token')) };
  }
  if (first === 'machines' && second !== undefined && parts.length === 2) {
    return {
      page: 'machine',
      machine: second,
      ...oneOf('status', query.get('status'), executionStatuses),
      ...textOf('token', query.get('token')),
      ...flag('definition', query),
    };
  }
  if (first === 'map-runs' && second !== undefined && parts.length === 2) {
    return {
      page: 'map-run',
      mapRun: second,
      ...oneOf('status', query.get('status'), executionStatuses),
      ...textOf('token', query.get('token')),
    };
  }
  if (first === 'executions' && second !== undefined && parts.length === 2) {
    return {
      page: 'execution',
      execution: second,
      ...textOf('state', query.get('state')),
      ...countOf('visit', query.get('visit')),
      ...countOf('events', query.get('events')),
    };
  }
  if (first === 'repositories' && second !== undefined && third !== undefined && fourth === 'workflows') {
    const repository = `${second}/${third}`;
    const ref = textOf('ref', query.get('ref'));
    if (parts.length === 4) {
      return { page: 'workflows', repository, ...ref };
    }
    const file = parts[4];
    if (parts.length === 5 && file !== undefined) {
      return { page: 'workflow', repository, file, ...ref, ...textOf('event', query.get('event')) };
    }
  }
  if (first === 'keys' && parts.length === 1) {
    return { page: 'keys' };
  }
  return { page: 'missing', path: address.pathname };
}

function segments(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined; // a stray % is nobody's address
  }
}

function parseFilter(query: URLSearchParams): RunFilter {
  const filter: { -readonly [K in keyof RunFilter]: RunFilter[K] } = {};
  for (const key of filterKeys) {
    Object.assign(filter, textOf(key, query.get(key)));
  }
  return { ...filter, ...oneOf('status', query.get('status'), runStatuses) };
}

/** A filter with some of it changed; what is undefined or empty is no filter. */
export function withFilter(
  filter: RunFilter,
  change: { [K in keyof RunFilter]?: RunFilter[K] | undefined },
): RunFilter {
  return Object.fromEntries(
    Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== ''),
  ) as RunFilter;
}

/** One filter has one address, in whatever order it was made. */
function inOrder({
  repository,
  branch,
  workflow,
  event,
  status,
}: RunFilter): Record<string, string | undefined> {
  return { repository, branch, workflow, event, status };
}

function parseJob(run: string, job: string, query: URLSearchParams, hash: string): JobScreen {
  const lines = parseLines(hash);
  return {
    page: 'job',
    run,
    job,
    ...countOf('attempt', query.get('attempt')),
    ...textOf('query', query.get('q')),
    ...countOf('hit', query.get('hit')),
    ...flag('timestamps', query, 'ts'),
    ...flag('follow', query),
    ...numbersOf('open', query.get('open')),
    ...numbersOf('shut', query.get('shut')),
    ...listOf('groups', query.get('groups'), /^\d{1,6}:\d{1,9}$/),
    ...(lines === undefined ? {} : { lines }),
  };
}

export function hrefOf(screen: Screen): string {
  switch (screen.page) {
    case 'runs':
      return '/' + queryOf({ ...inOrder(screen.filter), token: screen.token });
    case 'run':
      return (
        `/runs/${encodeURIComponent(screen.run)}` + queryOf({ ask: screen.ask, open: screen.open?.join('.') })
      );
    case 'job':
      return hrefOfJob(screen);
    case 'deliveries':
      return (
        '/deliveries' + queryOf({ repository: screen.repository, status: screen.status, token: screen.token })
      );
    case 'repositories':
      return (
        '/repositories' +
        queryOf({
          connect: mark(screen.connect),
          dispatch: screen.dispatch,
          disconnect: screen.disconnect,
        })
      );
    case 'workflows':
      return `${workflowsOf(screen.repository)}${queryOf({ ref: screen.ref })}`;
    case 'workflow':
      return (
        `${workflowsOf(screen.repository)}/${encodeURIComponent(screen.file)}` +
        queryOf({ ref: screen.ref, event: screen.event })
      );
    case 'machines':
      return '/machines' + queryOf({ token: screen.token });
    case 'machine':
      return (
        `/machines/${segment(screen.machine)}` +
        queryOf({ status: screen.status, token: screen.token, definition: mark(screen.definition) })
      );
    case 'map-run':
      return `/map-runs/${segment(screen.mapRun)}` + queryOf({ status: screen.status, token: screen.token });
    case 'execution':
      return (
        `/executions/${segment(screen.execution)}` +
        queryOf({
          state: screen.state,
          visit: screen.visit?.toString(),
          events: screen.events?.toString(),
        })
      );
    case 'keys':
      return '/keys';
    case 'missing':
      return screen.path;
  }
}

/** Where the AWS console shows an execution. */
export function awsConsoleOf(execution: string): string {
  const region = execution.split(':')[3] ?? '';
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${execution}`;
}

function hrefOfJob(screen: JobScreen): string {
  const query = queryOf({
    attempt: screen.attempt?.toString(),
    q: screen.query,
    hit: screen.hit?.toString(),
    ts: mark(screen.timestamps),
    follow: mark(screen.follow),
    open: screen.open?.join('.'),
    shut: screen.shut?.join('.'),
    groups: screen.groups?.join('.'),
  });
  const hash = screen.lines === undefined ? '' : formatLines(screen.lines);
  return `/runs/${encodeURIComponent(screen.run)}/jobs/${encodeURIComponent(screen.job)}${query}${hash}`;
}

function workflowsOf(repository: string): string {
  return `/repositories/${encodeURIComponent(repository).replaceAll('%2F', '/')}/workflows`;
}

/** An ARN in a path: its colons stay readable. */
function segment(arn: string): string {
  return encodeURIComponent(arn).replaceAll('%3A', ':');
}
