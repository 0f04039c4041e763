/** The workers as their parent has them: started, idle, in use, ending. The lanes call it. */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes.pool;
