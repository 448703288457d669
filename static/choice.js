// Large print and colours, before the page is painted where the browser has this file already: async, so that nobody waits.
"use strict";
try {
  for (const name of ["size", "scheme"]) {
    const value = localStorage.getItem(name);
    if (value) document.documentElement.dataset[name] = value;
  }
} catch {
  // a browser that keeps nothing has nothing to put
}
