/** What every language says: for reading, which paints first, and for writing, which is fetched on first touch. */

export interface Common {
  kinds: Record<string, string>;
  you: string;
  others(n: number): string;
}

export interface Counting {
  count(n: number): string;
  countBare: string;
}

export interface Conversation {
  thread: string;
  empty: string;
  placeholder: string;
  reply: string;
  replyTo(name: string): string;
  by(name: string): string;
  about(name: string): string;
  edited: string;
  team: string;
  former: string;
  inReplyTo(name: string): string;
  removed: string;
  hidden(reason: string): string;
  moreReplies(n: number): string;
  next: string;
  speaking(name: string): string;
  signOut: string;
  readOnly: string;
  off: string;
  now: string;
  pending: string;
  inLanguage(name: string): string;
  someone: string;
}

export type { Files } from "./files-types.js";

export interface Following {
  follow: string;
  followAt: string;
  levels: Record<string, string>;
  followed: Record<string, string>;
  followMore: string;
  thisTalk: string;
  inTalk: string;
  leaveTalk: string;
  outOfTalk: string;
}

/** A conversation that belongs to a group. */
export interface Grouping {
  sorts: Record<string, string>;
  hiddenSort: string;
  archived: string;
  members(n: number): string;
  join: string;
  ask: string;
  comeIn: string;
  decline: string;
  takeBack: string;
  waiting: string;
  invited: string;
  membersOnly: string;
  byInvitation: string;
  leaveGroup: string;
  leaveAsk(name: string): string;
  leaveClosed: string;
  stay: string;
  list: string;
  manage(n: number): string;
  groups: string;
  joinedSaid: string;
  askedSaid: string;
  leftSaid: string;
  declinedSaid: string;
}

/** Who belongs to a group, and the groups of a site. */
export interface Running {
  of(act: string, name: string): string;
  close: string;
  more: string;
  roles: Record<string, string>;
  roleOf(name: string): string;
  letGo: string;
  letGoAsk(name: string): string;
  asked: string;
  nobody: string;
  admit: string;
  refuse: string;
  admitted(name: string): string;
  gone(name: string): string;
  roleSaid: string;
  invite: string;
  find: string;
  found(n: number): string;
  invitedSaid(name: string): string;
  invitedList: string;
  withdraw: string;
  about: string;
  name: string;
  purpose: string;
  kind: string;
  explained: Record<string, string>;
  visible: string;
  save: string;
  savedSaid: string;
  cancel: string;
  start: string;
  startIt: string;
  noGroups: string;
  member: string;
}

export type Reading = Common & Counting & Conversation;

export interface Writing {
  failed: string;
  notDone: string;
  retry: string;
  choose: string;
  previous: string;
  fresh(n: number): string;
  freshSaid(n: number): string;
  signInAt(site: string): string;
  sort: Record<string, string>;
  sortLabel: string;
  signInWhy: string;
  post: string;
  posting: string;
  save: string;
  cancel: string;
  close: string;
  preview: string;
  write: string;
  language: string;
  languages: Record<string, string>;
  left(n: number): string;
  over(n: number): string;
  people: string;
  found(n: number): string;
  members(n: number): string;
  told(n: number): string;
  blank: string;
  posted: string;
  saved: string;
  removedSaid: string;
  offline: string;
  tooMany(seconds: number): string;
  lapsed: string;
  signInAgain: string;
  edit: string;
  editOf(name: string): string;
  remove: string;
  removeAsk: string;
  copyLink: string;
  copied: string;
  copyBy: string;
  historyOf(name: string): string;
  version(n: number): string;
  hide: string;
  hideReason: string;
  hiddenSaid: string;
  restore: string;
  restoredSaid: string;
  showHidden: string;
  stale: string;
  whoTitle: string;
  more: string;
  noneYet: string;
  settings: string;
  settingsTitle: string;
  states: Record<string, string>;
  reactionsOn: string;
  settled: string;
  copiesAsk: string;
  copiesSame: string;
  copiesNew: string;
  copiesMoved: string;
  signInTitle: string;
  signInWait: string;
  signInBusy: string;
  signInNumber: string;
  signInLink: string;
  signInDenied: string;
  signInExpired: string;
  signedInAs(name: string): string;
  signedOut: string;
  unknownSite(site: string): string;
  unknownOrigin(origin: string): string;
  unreachable(origin: string): string;
}

export interface Bell {
  bell(n: number): string;
  bellRose(n: number): string;
}

/** What a line of the bell says: how many people did what, where. `why` is the kind, or what it hangs on. */
export interface Saying {
  why: string;
  total: number;
  page: string;
  about: string;
}

export interface Told {
  title: string;
  none: string;
  isNew: string;
  now: string;
  allSeen: string;
  undone: string;
  seenSaid: string;
  unseenSaid: string;
  more: string;
  close: string;
  back: string;
  settings: string;
  saved: string;
  others(n: number): string;
  and: string;
  did(told: Saying): string;
  choices: string;
  channels: [string, string][];
  rows: [string, string][];
  through(row: string, channel: string): string;
  peace: string;
  evenings: string;
  from: string;
  until: string;
  weekdays: string[];
  days: string;
  digest: string;
  rhythms: [string, string][];
  off: string;
  offFrom: string;
  offUntil: string;
}

/** The factors of a score as they are shown: rounded, in the reader's notation. */
export type Numbers = Record<"reason" | "recency" | "unanswered" | "unseen" | "total", string>;

export interface Feeding {
  feed: string;
  tabs: Record<string, string>;
  share: string;
  shareIt: string;
  shared: string;
  yours: string;
  replies(n: number): string;
  unanswered: string;
  unseen: string;
  answer: string;
  answerTo(title: string): string;
  answersOn(title: string): string;
  answering: string;
  about(title: string): string;
  fresh(n: number): string;
  renew: string;
  renewed: string;
  more: string;
  nothing: string;
  followsNothing: string;
  why: string;
  how: string;
  byTime: string;
  numbers(numbers: Numbers): string;
  weights: string;
  today: string;
  follow(name: string): string;
  unfollow(name: string): string;
  thisThread: string;
  mute(name: string): string;
  muteAbout(name: string): string;
  muteIn(name: string): string;
  mine: string;
  profile: string;
  groups: string;
  topics: string;
  muteThread: string;
  muted: string;
  undo: string;
  followed: string;
  unfollowed: string;
  signIn: string;
  lost: string;
}
