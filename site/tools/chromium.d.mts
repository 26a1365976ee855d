export function chromium(): string | undefined;
export const advice: string;
