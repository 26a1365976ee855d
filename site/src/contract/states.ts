/**
 * What the console shows: documents of the Step Functions API, of which these are the members that are read.
 * Times are seconds since 1970, with a fraction.
 */

export type ExecutionStatus =
  'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface MachineSummary {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly creationDate: number;
}

export interface MachinePage {
  readonly stateMachines: readonly MachineSummary[];
  readonly nextToken?: string;
}

/** Of a machine, or of the machine that an execution runs. */
export interface Machine {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly definition: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly status?: 'ACTIVE' | 'DELETING';
  readonly roleArn?: string;
  readonly creationDate?: number;
  readonly updateDate?: number;
  readonly mapRunArn?: string;
}

export interface ExecutionSummary {
  readonly executionArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly itemCount?: number;
}

export interface ExecutionPage {
  readonly executions: readonly ExecutionSummary[];
  readonly nextToken?: string;
}

export interface Execution extends ExecutionSummary {
  readonly stateMachineArn: string;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly mapRunArn?: string;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount?: number;
}

/** What differs from type to type stands in one member, `taskFailedEventDetails` for `TaskFailed`. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId?: number;
  readonly type: string;
  readonly timestamp: number;
  readonly [details: `${string}EventDetails`]: EventDetails | undefined;
}

export interface EventDetails {
  readonly name?: string;
  readonly index?: number;
  readonly input?: string;
  readonly output?: string;
  readonly assignedVariables?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly cause?: string;
  readonly resourceType?: string;
  readonly resource?: string;
  readonly parameters?: string;
  readonly mapRunArn?: string;
  readonly length?: number;
}

export interface HistoryPage {
  readonly events: readonly HistoryEvent[];
  readonly nextToken?: string;
}

export interface MapRun {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly startDate: number;
  readonly stopDate?: number;
  readonly itemCounts: Readonly<Record<string, number>>;
  readonly executionCounts: Readonly<Record<string, number>>;
}
