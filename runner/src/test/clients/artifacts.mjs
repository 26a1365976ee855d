// Uploads, lists, downloads and deletes through the published client; says what came of it.
import { DefaultArtifactClient } from '@actions/artifact';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const client = new DefaultArtifactClient();
const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const say = (...words) => console.log('>', ...words);

mkdirSync('out/deep', { recursive: true });
writeFileSync('out/a.txt', 'hello');
// Does not compress, so that it takes several blocks.
writeFileSync('out/deep/b.bin', createHash('shake256', { outputLength: 20 << 20 }).update('seed').digest());

const up = await client.uploadArtifact('mine', ['out/a.txt', 'out/deep/b.bin'], 'out', { retentionDays: 3 });
say('uploaded', up.size > 20 << 20);
await client.uploadArtifact('mine', ['out/a.txt'], 'out').catch((error) => say('refused', /already exists/.test(error.message)));
await client.uploadArtifact('other', ['out/a.txt'], 'out');
const { artifacts } = await client.listArtifacts();
say('listed', artifacts.map((one) => one.name).join(' '));
const { artifact } = await client.getArtifact('mine');
const down = await client.downloadArtifact(artifact.id, { path: 'in', expectedHash: artifact.digest });
say('same', down.digestMismatch === false && digest('in/deep/b.bin') === digest('out/deep/b.bin'));
await client.deleteArtifact('other');
say('left', (await client.listArtifacts()).artifacts.map((one) => one.name).join(' '));
