/** For the devices that are told. */
export interface Pushing {
  devices: string;
  passes: string;
  through(service: string): string;
  here: string;
  name: string;
  on: string;
  off(name: string): string;
  away: string;
  isOn: string;
  isOff: string;
  elsewhere: string;
  cannot: string;
  denied: string;
  noService: string;
  called(browser: string, system: string): string;
}
