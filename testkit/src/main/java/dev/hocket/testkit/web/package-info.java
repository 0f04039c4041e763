/**
 * Web servers on loopback that answer right, wrong or not at all, as a test tells them to. Tests of
 * whatever reads the web start them; nothing else does.
 */
@NullMarked
package dev.hocket.testkit.web;

import org.jspecify.annotations.NullMarked;
