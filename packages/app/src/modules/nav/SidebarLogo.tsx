import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    alignItems: 'center',
    color: '#fff',
    display: 'flex',
    fontSize: 20,
    fontWeight: 600,
    gap: 12,
    marginLeft: 24,
  },
});

/** A plumb line: a string and its weight, and the name when there is room. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link aria-label="Home" className={classes.link} to="/" underline="none">
        <svg aria-hidden height="30" viewBox="0 0 20 30" width="20">
          <path d="M10 1v14" stroke="#8ab4f8" strokeWidth="2" />
          <path d="M4 15h12l-6 14z" fill="#8ab4f8" />
        </svg>
        {isOpen && <span>Plumbline</span>}
      </Link>
    </div>
  );
}
