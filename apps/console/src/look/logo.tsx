import classes from './logo.module.css';

/** The mark: a bubble that answers, with the echo of the call in it. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className={classes.ground} />
      <path className={classes.bubble} d="M16 6.5a9.5 9.5 0 1 1-4.6 17.8L6.8 25.6l1.3-4.5A9.5 9.5 0 0 1 16 6.5Z" />
      <path className={classes.echo} d="M12.4 16a3.6 3.6 0 0 1 3.6-3.6M16 19.6a3.6 3.6 0 0 0 3.6-3.6" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className={classes.logo}>
      <LogoMark />
      <span className={classes.name}>Otklik</span>
    </span>
  );
}
