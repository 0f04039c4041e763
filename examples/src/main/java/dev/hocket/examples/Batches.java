package dev.hocket.examples;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.util.ArrayList;
import java.util.List;

/** Rows that are inserted a hundred at a time, one of which the table refuses. */
public final class Batches {
    private Batches() {}

    /** Stands for a table: an insertion of many rows costs little more than that of one. */
    private static final class Table {
        private int insertions;

        /** Inserts all or nothing; gives the numbers of the rows. */
        synchronized List<String> insertAll(List<Integer> rows) {
            insertions++;
            if (rows.contains(250)) {
                throw new IllegalArgumentException("duplicate key 250");
            }
            List<String> numbers = new ArrayList<>();
            for (int row : rows) {
                numbers.add("row " + row);
            }
            return numbers;
        }
    }

    /** Prints how many were inserted, and what failed. */
    public static void main(String[] args) {
        Table table = new Table();
        Job<Integer, String> insert =
                Job.batch("insert", (List<Integer> rows) -> table.insertAll(rows))
                        .batchSize(100)
                        .splitFailed();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(i);
        }
        int done = 0;
        try (Engine engine = Engine.named("threads:2");
                Run<Integer, String> run = engine.start(insert, Inputs.of(rows))) {
            for (Outcome<Integer, String> outcome : run) {
                switch (outcome) {
                    case Done<Integer, String> _ -> done++;
                    case Failed<Integer, String> failed ->
                            System.out.println(failed.cause().message());
                }
            }
        }
        System.out.println(done + " rows by " + table.insertions + " insertions");
    }
}
