package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * A sum that keeps what each addition loses (A. Neumaier, <i>Rundungsfehleranalyse einiger
 * Verfahren zur Summation endlicher Summen</i>, 1974): its error is about that of one rounding, as
 * long as the terms do not cancel each other by fifteen digits.
 */
final class CompensatedSum implements Serializable {
    private static final long serialVersionUID = 1;

    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    void add(CompensatedSum other) {
        add(other.sum);
        lost += other.lost;
    }

    double value() {
        return Double.isFinite(sum) ? sum + lost : sum; // nothing is lost beside an infinity
    }
}
