package dev.hocket.check.schedule;

import dev.hocket.check.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down which thread ran for how many steps. */
public final class ScheduleBuilder {
    private int[] threads = new int[64];
    private int[] steps = new int[64];
    private int size;

    void add(int thread) {
        if (size > 0 && threads[size - 1] == thread) {
            steps[size - 1]++;
            return;
        }
        if (size == threads.length) {
            threads = Arrays.copyOf(threads, size * 2);
            steps = Arrays.copyOf(steps, size * 2);
        }
        threads[size] = thread;
        steps[size++] = 1;
    }

    /** The last step was another thread's. */
    void correct(int thread) {
        if (--steps[size - 1] == 0) {
            size--;
        }
        add(thread);
    }

    /** The last so many steps come again and again, until no more than that many are in all. */
    void repeat(int length, int all) {
        int[] cycle = new int[length];
        int at = length;
        for (int turn = size - 1; turn >= 0 && at > 0; turn--) {
            for (int i = 0; i < steps[turn] && at > 0; i++) {
                cycle[--at] = threads[turn];
            }
        }
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += steps[i];
        }
        for (; sum + length <= all; sum += length) {
            for (int thread : cycle) {
                add(thread);
            }
        }
    }

    Schedule schedule() {
        List<Schedule.Turn> turns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            turns.add(new Schedule.Turn(threads[i], steps[i]));
        }
        return new Schedule(turns);
    }
}
