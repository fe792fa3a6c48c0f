/** What is said of what one follows, with whom one shares, and of the last visit. */
export interface Mine {
  mine: string;
  follows: string;
  mutes: string;
  followsNone: string;
  mutesNone: string;
  stop: string;
  show: string;
  again: string;
  stopped: string;
  nameless: Record<string, string>;
  everybody: string;
  shareWith: string;
  readByAll(site: string): string;
  readByOpen(name: string): string;
  readByMembers(name: string, n: number): string;
  since: string;
  kinds: Record<string, (n: number) => string>;
}
