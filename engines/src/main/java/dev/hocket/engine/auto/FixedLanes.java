package dev.hocket.engine.auto;

import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;

/** Lanes of a run that can have no more of them than there are cores: nothing is searched. */
record FixedLanes(Lanes lanes, LaneKind kind, int most) implements Lanes {

    @Override
    public void width(int width) {
        lanes.width(Math.min(width, most));
    }

    @Override
    public void stop(Lane lane) {
        lanes.stop(lane);
    }

    @Override
    public void replace(Lane lane) {
        lanes.replace(lane);
    }

    @Override
    public boolean callerHelps() {
        return lanes.callerHelps();
    }

    @Override
    public String account() {
        return ("It ran on %s. No search was necessary: more lanes would not help or are not"
                        + " allowed, and each lane has a core.")
                .formatted(kind.wide(most));
    }

    @Override
    public void close() {
        lanes.close();
    }
}
