/** What the made-up jobs say beside their logs. */
import type { JobSummary, Report } from '../src/contract/types';

const SUMMARY = `# Coverage

| Package | Lines | Branches |
|---|---:|---:|
| \`com.example.greeting\` | 92.1 % | 80.0 % |
| \`com.example.orders\` | 74.5 % | 61.3 % |

Ran **128 tests** in 4.2 s; see [the report](https://example.com/report).

<details><summary>Slowest tests</summary>

1. \`OrdersTest.restores\` 1.2 s
2. \`GreetingTest.waits\` 0.9 s

</details>
`;

const FAILED: Report = {
  annotations: [
    {
      level: 'error',
      step: 4,
      message: 'expected: 204\n but was: 500',
      title: 'OrdersTest.restores',
      file: 'src/test/java/com/example/OrdersTest.java',
      line: 41,
      column: 7,
    },
    { level: 'warning', step: 3, message: 'The cache was not found', file: 'pom.xml' },
    { level: 'notice', step: 4, message: 'Coverage fell by 0.3 %' },
    { level: 'error', step: 4, message: 'Process completed with exit code 1.' },
  ],
  summaries: [{ step: 4, text: SUMMARY }],
};

/** What somebody might try who wants to run something in a reader's browser, or to fool them. */
export const ATTACKS = [
  '<script>window.attacked = 1</script>',
  '<img src="x" onerror="window.attacked = 2" alt="a picture">',
  '<svg onload="window.attacked = 3"><script>window.attacked = 4</script></svg>',
  '<a href="javascript:window.attacked = 5">press me</a>',
  '[press me](javascript:window.attacked=6)',
  '<iframe srcdoc="<script>parent.attacked = 7</script>"></iframe>',
  '<form action="https://example.com/"><input name="token"><button>Log in</button></form>',
  '<div style="position: fixed; inset: 0; background: red" id="cover" class="button">covered</div>',
  '<details open ontoggle="window.attacked = 9"><summary>look</summary></details>',
  '![tracker](https://example.com/pixel.png)',
  '<a href="//example.com/" target="_top">elsewhere</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror="window.attacked = 8">',
];

const STRANGE: Report = {
  annotations: [{ level: 'notice', step: 1, message: '<b>bold?</b>', file: '../../etc/passwd' }],
  summaries: [{ step: 1, text: ATTACKS.join('\n\n') }],
};

export function reportOf(job: JobSummary): Report {
  if (job.key === 'prepare') {
    return STRANGE;
  }
  return job.conclusion === 'failure' ? FAILED : { annotations: [], summaries: [] };
}
