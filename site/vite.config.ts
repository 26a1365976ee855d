import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock/plugin.ts';

// The API is either made up (the default) or a running platform: SLIPWAY_URL=http://localhost:8080 npm run dev
const platform = process.env['SLIPWAY_URL'];

export default defineConfig({
  plugins: [svelte(), ...(platform ? [] : [mockApi()])],
  server: platform ? { proxy: { '/api': platform, '/console': platform } } : {},
  build: {
    // Every file of its own, none inside another: the content security policy allows 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
});
