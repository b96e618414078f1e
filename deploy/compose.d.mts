export type OwnService = {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};
export function readCompose(outside: Readonly<Record<string, string | undefined>>): {
  services: readonly OwnService[];
  migrate: OwnService;
};
