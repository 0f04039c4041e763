/**
 * Web servers on loopback that respond correctly, wrongly or not at all, as a test demands. Only
 * tests of code that reads from the web start them.
 */
@NullMarked
package dev.hocket.testkit.web;

import org.jspecify.annotations.NullMarked;
