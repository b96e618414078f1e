import '../look/mantine-dialogs.js';
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Nav } from './nav.js';
import classes from './shell.module.css';

/** The views on a narrow screen: over the page, and away when something was chosen. */
export function NavInDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      padding={0}
      withCloseButton={false}
      title={t('shell.nav')}
      classNames={{ header: classes.hidden, body: classes.drawer }}
    >
      <Nav />
    </Drawer>
  );
}
