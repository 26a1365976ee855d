/** A state machine's definition, as far as its picture needs it. */

export type EdgeKind = 'next' | 'choice' | 'default' | 'catch';

export interface Edge {
  readonly to: string;
  readonly kind: EdgeKind;
  /** The condition or the errors, for people. */
  readonly label?: string;
}

export interface StateNode {
  readonly name: string;
  readonly type: string;
  /** What a task calls: `lambda:invoke, waits for a token`. */
  readonly call?: string;
  readonly edges: readonly Edge[];
  readonly isEnd: boolean;
  /** The branches of a Parallel, or what a Map does with each item. */
  readonly inside: readonly Flow[];
  /** Its part of the definition, as it is written. */
  readonly written: Json;
}

export interface Flow {
  readonly startAt: string;
  readonly states: readonly StateNode[];
}

type Json = Readonly<Record<string, unknown>>;

/** Undefined for what is no definition; the service refuses such, so this is not expected. */
export function readDefinition(text: string): Flow | undefined {
  try {
    return flowOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Every state, those inside others too. Names are unique within a machine. */
export function allStates(flow: Flow): StateNode[] {
  return flow.states.flatMap((state) => [state, ...state.inside.flatMap(allStates)]);
}

function flowOf(value: unknown): Flow | undefined {
  if (!isObject(value) || typeof value['StartAt'] !== 'string' || !isObject(value['States'])) {
    return undefined;
  }
  return {
    startAt: value['StartAt'],
    states: Object.entries(value['States']).flatMap(([name, state]) =>
      isObject(state) ? [stateOf(name, state)] : [],
    ),
  };
}

function stateOf(name: string, state: Json): StateNode {
  const type = textOf(state['Type']) ?? '';
  const call = callOf(state);
  return {
    name,
    type,
    ...(call === undefined ? {} : { call }),
    edges: edgesOf(type, state),
    isEnd: state['End'] === true || type === 'Succeed' || type === 'Fail',
    inside: [...listOf(state['Branches']), state['ItemProcessor'] ?? state['Iterator']].flatMap(
      (inner) => flowOf(inner) ?? [],
    ),
    written: state,
  };
}

function edgesOf(type: string, state: Json): Edge[] {
  const edges: Edge[] = [];
  const add = (to: unknown, kind: EdgeKind, label?: string): void => {
    if (typeof to === 'string') {
      edges.push({ to, kind, ...(label === undefined ? {} : { label }) });
    }
  };
  if (type === 'Choice') {
    for (const rule of listOf(state['Choices'])) {
      add(rule['Next'], 'choice', conditionOf(rule));
    }
    add(state['Default'], 'default', 'otherwise');
  } else {
    add(state['Next'], 'next');
  }
  for (const catcher of listOf(state['Catch'])) {
    const errors = Array.isArray(catcher['ErrorEquals']) ? catcher['ErrorEquals'].join(', ') : '';
    add(catcher['Next'], 'catch', errors);
  }
  return edges;
}

function conditionOf(rule: Json): string {
  const condition = textOf(rule['Condition']);
  if (condition !== undefined) {
    return condition.replace(/^\{%\s*|\s*%\}$/g, '');
  }
  const { Next: _, Comment: __, ...comparison } = rule;
  return JSON.stringify(comparison);
}

/** `arn:aws:states:::lambda:invoke.waitForTaskToken` in fewer words. */
function callOf(state: Json): string | undefined {
  const resource = textOf(state['Resource']);
  if (resource === undefined) {
    return undefined;
  }
  const [head = '', pattern] = resource.replace(/^arn:aws[\w-]*:states:[^:]*:[^:]*:/, '').split('.');
  if (head.startsWith('arn:')) {
    return head.split(':').slice(5).join(':');
  }
  const call = head.replace(/^aws-sdk:/, '');
  if (pattern === 'waitForTaskToken') {
    return `${call}, waits for a token`;
  }
  return pattern?.startsWith('sync') ? `${call}, waits for its end` : call;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
