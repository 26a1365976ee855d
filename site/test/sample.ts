/** A clone of the sample repository of a running platform: SLIPWAY_URL says where it is, SLIPWAY_SAMPLE its folder. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: ./slipway up says where the site and the sample repository are`);
  }
  return value;
}

export const platformUrl = (): string => required('SLIPWAY_URL').replace(/\/$/, '');

export class Sample {
  private readonly folder = mkdtempSync(join(tmpdir(), 'slipway-browser-'));
  private readonly remote = required('SLIPWAY_SAMPLE');

  constructor() {
    this.git('clone', '--quiet', this.remote, '.');
  }

  /** Its name in the platform. */
  async name(): Promise<string> {
    const answer = await fetch(`${platformUrl()}/api/v1/repositories`);
    const { repositories } = (await answer.json()) as { repositories: { name: string; url: string }[] };
    const found = repositories.find(({ url }) => url.endsWith(this.remote) || url.includes(this.remote));
    if (found === undefined) {
      throw new Error(`no connected repository is at ${this.remote}`);
    }
    return found.name;
  }

  /** Pushes a commit whose only workflow is this one; done when the platform has been told. */
  async push(branch: string, subject: string, workflow: string): Promise<void> {
    this.git('checkout', '--quiet', '-B', branch, 'origin/main');
    this.git('rm', '--quiet', '-r', '.github/workflows');
    this.write(`.github/workflows/${branch}.yml`, workflow);
    this.git('add', '.');
    this.git('commit', '--quiet', '-m', subject);
    await promisify(execFile)('git', ['push', '--quiet', '--force', 'origin', branch], { cwd: this.folder });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  private git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
