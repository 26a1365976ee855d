// The data contract under names that read well. Generated types are never edited: see `npm run contract`.
import type { components, operations } from './openapi';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Health = Schemas['Health'];
export type Status = Schemas['Status'];
export type Conclusion = NonNullable<Schemas['Conclusion']>;
export type RunSummary = Schemas['RunSummary'];
export type RunPage = Schemas['RunPage'];
export type Run = Schemas['Run'];
export type JobSummary = Schemas['JobSummary'];
export type Job = Schemas['Job'];
export type Report = Schemas['Report'];
export type Annotation = Schemas['Annotation'];
export type Step = Schemas['Step'];
export type LogPage = Schemas['LogPage'];
export type LogEvent = Schemas['LogEvent'];
export type Delivery = Schemas['Delivery'];
export type DeliveryStatus = Schemas['DeliveryStatus'];
export type DeliveryPage = Schemas['DeliveryPage'];
export type DeadLetters = Schemas['DeadLetters'];
export type Repository = Schemas['Repository'];
export type Repositories = Schemas['Repositories'];
export type ConnectRequest = Schemas['ConnectRequest'];
export type DispatchRequest = Schemas['DispatchRequest'];
export type RerunRequest = Schemas['RerunRequest'];
export type Cost = Schemas['Cost'];
export type Workflows = Schemas['Workflows'];
export type WorkflowSummary = Schemas['WorkflowSummary'];
export type Workflow = Schemas['Workflow'];
export type Finding = Schemas['Finding'];
export type Plan = Schemas['Plan'];
export type PlannedJob = Schemas['PlannedJob'];

export type RunQuery = NonNullable<operations['listRuns']['parameters']['query']>;
export type RunStatusFilter = NonNullable<RunQuery['status']>;
