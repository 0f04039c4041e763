/**
 * Measures a job on every engine that can run it, and recommends one. This is what programs call;
 * the rooms below measure and judge.
 */
@NullMarked
package dev.hocket.choose;

import org.jspecify.annotations.NullMarked;
