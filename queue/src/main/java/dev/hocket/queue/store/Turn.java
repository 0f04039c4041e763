package dev.hocket.queue.store;

import java.util.List;

/**
 * The answer to a turn.
 *
 * @param claimed the jobs given out, in the order in which to start them
 * @param stale the jobs whose outcomes were dropped, as their leases were no longer valid
 * @param forgotten whether the worker was taken for dead, and was given nothing; its next beat is
 *     due at once
 * @param suspects whether a suspect waits for a worker that holds nothing else
 */
public record Turn(List<ClaimedJob> claimed, List<Long> stale, boolean forgotten, boolean suspects) {}
