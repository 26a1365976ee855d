/** The status API: one method an operation. */
import type {
  ConnectRequest,
  Cost,
  DeadLetters,
  Delivery,
  DeliveryPage,
  DispatchRequest,
  Health,
  Job,
  LogPage,
  Plan,
  Repositories,
  Report,
  Repository,
  RerunRequest,
  Run,
  RunPage,
  Workflow,
  Workflows,
} from '../contract/types';
import type { Answer, Http, Load } from './http';
import { queryOf } from './query';
import type { RunFilter } from './url';

export class Api {
  constructor(private readonly http: Http) {}

  health(): Load<Health> {
    return this.http.get('/health');
  }

  runs(filter: RunFilter, token: string | undefined): Load<RunPage> {
    return this.http.get(`/runs${queryOf({ ...filter, token })}`);
  }

  run(run: string): Load<Run> {
    return this.http.get(`/runs/${encodeURIComponent(run)}`);
  }

  cost(run: string): Load<Cost> {
    return this.http.get(`/runs/${encodeURIComponent(run)}/cost`);
  }

  job(run: string, job: string, attempt: number | undefined): Load<Job> {
    return this.http.get(jobPath(run, job) + queryOf({ attempt: attempt?.toString() }));
  }

  log(run: string, job: string, attempt: number | undefined, after: string | undefined): Load<LogPage> {
    return this.http.get(`${jobPath(run, job)}/log` + queryOf({ attempt: attempt?.toString(), after }));
  }

  report(run: string, job: string, attempt: number | undefined): Load<Report> {
    return this.http.get(`${jobPath(run, job)}/report` + queryOf({ attempt: attempt?.toString() }));
  }

  deliveries(query: {
    repository?: string | undefined;
    status?: string | undefined;
    token?: string | undefined;
  }): Load<DeliveryPage> {
    return this.http.get(`/deliveries${queryOf(query)}`);
  }

  deadLetters(): Load<DeadLetters> {
    return this.http.get('/dead-letters');
  }

  repositories(): Load<Repositories> {
    return this.http.get('/repositories');
  }

  workflows(name: string, ref: string | undefined): Load<Workflows> {
    return this.http.get(`${repositoryPath(name)}/workflows${queryOf({ ref })}`);
  }

  workflow(name: string, file: string, ref: string | undefined): Load<Workflow> {
    return this.http.get(`${workflowPath(name, file)}${queryOf({ ref })}`);
  }

  plan(name: string, file: string, ref: string | undefined, event: string | undefined): Load<Plan> {
    return this.http.get(`${workflowPath(name, file)}/plan${queryOf({ ref, event })}`);
  }

  rerun(run: string, request: RerunRequest): Promise<Answer<Run>> {
    return this.http.send('POST', `/runs/${encodeURIComponent(run)}/rerun`, request);
  }

  cancel(run: string): Promise<Answer<Run>> {
    return this.http.send('POST', `/runs/${encodeURIComponent(run)}/cancel`);
  }

  redrive(): Promise<Answer<{ moved: number }>> {
    return this.http.send('POST', '/dead-letters/redrive');
  }

  connect(request: ConnectRequest): Promise<Answer<Repository>> {
    return this.http.send('POST', '/repositories', request);
  }

  disconnect(name: string): Promise<Answer<undefined>> {
    return this.http.send('DELETE', repositoryPath(name));
  }

  dispatch(name: string, request: DispatchRequest): Promise<Answer<Delivery>> {
    return this.http.send('POST', `${repositoryPath(name)}/dispatches`, request);
  }
}

function jobPath(run: string, job: string): string {
  return `/runs/${encodeURIComponent(run)}/jobs/${encodeURIComponent(job)}`;
}

/** `owner/name` stays two segments. */
function repositoryPath(name: string): string {
  return '/repositories/' + name.split('/').map(encodeURIComponent).join('/');
}

function workflowPath(repository: string, file: string): string {
  return `${repositoryPath(repository)}/workflows/${encodeURIComponent(file)}`;
}
