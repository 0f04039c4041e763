package dev.hocket.engine.auto;

import java.util.Locale;

/** What a lane runs on. */
enum LaneKind {
    THREADS,
    VIRTUAL,
    ASYNC;

    /** As engines are named in text, such as {@code virtual:64}. */
    String wide(int width) {
        return name().toLowerCase(Locale.ROOT) + ":" + width;
    }
}
