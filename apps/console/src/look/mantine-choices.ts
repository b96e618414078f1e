// Styles of the door and the settings.
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/SegmentedControl.css';
