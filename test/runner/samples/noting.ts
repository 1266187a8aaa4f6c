import t from 'tap';

/** Run as a test by another test: it notes what it loads elsewhere than in the checkout, where each tap clears it. */
t.not(process.env['_TAPJS_PROCESSINFO_CWD_'], process.cwd());
t.end();
