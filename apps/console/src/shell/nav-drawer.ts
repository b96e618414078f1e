import { createContext, useContext } from 'react';

const Open = createContext<() => void>(() => undefined);

export const NavDrawer = Open.Provider;

/** Opens the views on a screen too narrow to show them all the time. */
export function useOpenNav(): () => void {
  return useContext(Open);
}
