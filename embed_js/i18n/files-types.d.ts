/** What is said about files. */
export interface Files {
  attach: string;
  attached: string;
  sending(name: string, percent: number): string;
  wait: string;
  alt: string;
  altOf(name: string): string;
  decorates: string;
  describe: string;
  remove(name: string): string;
  open(name: string): string;
  save: string;
  most: string;
}
