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

    Schedule schedule() {
        List<Schedule.Turn> turns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            turns.add(new Schedule.Turn(threads[i], steps[i]));
        }
        return new Schedule(turns);
    }
}
