import type { Page } from './http/page.js';
import { apiPages } from './pages/api/page.js';
import { stylePage } from './pages/style/page.js';
import { actionPages } from './pages/actions/page.js';
import { adminPage } from './pages/admin/page.js';
import { buildsPage } from './pages/builds/page.js';
import { buildPages } from './pages/build-pages.js';
import { getfilePage } from './pages/getfile/page.js';
import { indexPage } from './pages/index/page.js';
import { infoPages } from './pages/info-pages.js';
import { loginPage, logoutPage } from './pages/login/page.js';
import { packageinfoPage } from './pages/packageinfo/page.js';
import { packagesPage } from './pages/packages/page.js';
import { searchPage } from './pages/search/page.js';
import { reportPages } from './pages/reports/page.js';
import { taskinfoPage } from './pages/taskinfo/page.js';
import { tasksPage } from './pages/tasks/page.js';
import { taskstatusPage } from './pages/taskstatus/page.js';
import { watchlogsPage } from './pages/watchlogs/page.js';

/** Every page. */
export const allPages: readonly Page[] = [
  indexPage,
  ...buildPages,
  tasksPage,
  taskinfoPage,
  taskstatusPage,
  watchlogsPage,
  getfilePage,
  loginPage,
  logoutPage,
  buildsPage,
  packagesPage,
  packageinfoPage,
  searchPage,
  ...infoPages,
  ...actionPages,
  adminPage,
  ...reportPages,
  ...apiPages,
  stylePage,
];
