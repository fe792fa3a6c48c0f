/** What is said where managers put topics in order. */
export interface Topics {
  topics: string;
  find: string;
  none: string;
  uses(n: number): string;
  found(n: number): string;
  rename: string;
  newName: string;
  save: string;
  renamed(name: string): string;
  merge: string;
  into: string;
  mergeWith(name: string): string;
  sure(gone: string, into: string): string;
  moves(n: number): string;
  mergeIt: string;
  merged(gone: string, into: string): string;
  cancel: string;
  of(label: string, name: string): string;
}
