/** Not a test: makes docs/pictures of a running platform, for the README. `npm run pictures` */
import { expect, test, type Page } from '@playwright/test';
import { platformUrl, Sample } from './sample.ts';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;

const workflow = (fails: boolean): string => `
name: Harbour
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Build the crane
        run: |
          echo "::group::Compile"
          for part in hull mast jib hook; do echo "compiled $part"; done
          echo "::endgroup::"
          printf '\\033[32mbuilt in 2.1 s\\033[0m\\n'
          sleep 2
  lint:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: sleep 1
  test:
    needs: build
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix: {tide: [low, high], wind: [calm, storm]}
    steps:
      - uses: actions/checkout@v4
      - name: Lift containers
        run: |
          for weight in 5 10 20 40; do
            printf '\\033[1m\\033[32mPASS\\033[0m  lift %2s t at \${{ matrix.tide }} tide \\033[2m(%s ms)\\033[0m\\n' $weight $((weight * 7))
            sleep 0.3
          done
          echo "::notice::The crane held at \${{ matrix.tide }} tide"
          if [ "\${{ matrix.wind }}-${fails}" = storm-true ]; then
            printf '\\033[1m\\033[31mFAIL\\033[0m  lift 60 t: the rope slipped by 3 cm\\n'
            echo "::error file=src/crane.c,line=42::The rope must not slip"
            exit 1
          fi
  deploy:
    needs: [lint, test]
    runs-on: ubuntu-latest
    steps:
      - run: sleep 15
`;

async function shoot(page: Page, path: string, name: string, ready: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(path);
    await ready();
    await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
  }
}

test('pictures of the runs list, a run and a log', async ({ page }) => {
  const url = platformUrl();
  const sample = new Sample();
  const open = async (subject: string): Promise<string> => {
    await page.goto(url);
    await page.getByRole('link', { name: subject }).first().click({ timeout: 60_000 });
    return page.url();
  };
  const state = page.locator('.heading .badge');
  try {
    await sample.push('double-lift', 'Lift two containers at once', workflow(false));
    const fine = await open('Lift two containers at once');
    await expect(state).toHaveText('Succeeded', { timeout: 120_000 });
    await sample.push('rope', 'Take a lighter rope', workflow(true));
    const failed = await open('Take a lighter rope');
    await expect(state).toHaveText('Failed', { timeout: 120_000 });
    const pushed = sample.push('night', 'Work at night', workflow(false));
    await open('Work at night');
    await expect(page.getByRole('link', { name: /^deploy: Running/ })).toBeVisible({ timeout: 60_000 });
    const settled = async (): Promise<void> => {
      await expect(page.getByText('Loading')).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    };
    await shoot(page, page.url(), 'run', settled);
    await shoot(page, url, 'runs', settled);
    const job = page.getByRole('link', { name: /^test \(low, storm\): Failed/ });
    await page.goto(failed);
    const log = (await job.getAttribute('href')) ?? '';
    await shoot(page, url + log, 'log', async () => {
      await settled();
      await expect(page.getByText('The rope must not slip')).toBeVisible();
    });
    expect(fine).not.toBe(failed);
    await pushed;
  } finally {
    sample.remove();
  }
});
