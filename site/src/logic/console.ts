/** What answers only on a machine of one's own: state machines and executions, as the AWS console shows them. */
import type {
  Execution,
  ExecutionPage,
  ExecutionStatus,
  HistoryEvent,
  HistoryPage,
  Machine,
  MachinePage,
  MapRun,
} from '../contract/states';
import type { Answer, Http, Load } from './http';
import { queryOf } from './query';

export class Console {
  constructor(private readonly http: Http) {}

  machines(token: string | undefined): Load<MachinePage> {
    return this.http.get(`/machines${queryOf({ nextToken: token })}`);
  }

  machine(arn: string): Load<Machine> {
    return this.http.get(`/machines/${encodeURIComponent(arn)}`);
  }

  executions(machine: string, status?: ExecutionStatus, token?: string): Load<ExecutionPage> {
    const query = queryOf({ statusFilter: status, nextToken: token });
    return this.http.get(`/machines/${encodeURIComponent(machine)}/executions${query}`);
  }

  execution(arn: string): Load<Execution> {
    return this.http.get(`/executions/${encodeURIComponent(arn)}`);
  }

  machineOf(execution: string): Load<Machine> {
    return this.http.get(`/executions/${encodeURIComponent(execution)}/machine`);
  }

  mapRun(arn: string): Load<MapRun> {
    return this.http.get(`/map-runs/${encodeURIComponent(arn)}`);
  }

  mapRunExecutions(arn: string, status?: ExecutionStatus, token?: string): Load<ExecutionPage> {
    const query = queryOf({ statusFilter: status, nextToken: token });
    return this.http.get(`/map-runs/${encodeURIComponent(arn)}/executions${query}`);
  }

  /**
   * All events of an execution. Asked again, it asks only for the page that was the last, and what follows: a
   * history grows at its end and nowhere else.
   */
  history(arn: string): Load<readonly HistoryEvent[]> {
    const before: HistoryEvent[] = [];
    let token: string | undefined;
    return async (etag, signal) => {
      let tag = etag;
      for (;;) {
        const path = `/executions/${encodeURIComponent(arn)}/history${queryOf({ nextToken: token })}`;
        const answer: Answer<HistoryPage> = await this.http.get<HistoryPage>(path)(tag, signal);
        if (answer.kind !== 'fresh') {
          return answer;
        }
        const { events, nextToken } = answer.data;
        if (nextToken === undefined) {
          return { ...answer, data: [...before, ...events] };
        }
        before.push(...events);
        token = nextToken;
        tag = undefined;
      }
    };
  }
}
