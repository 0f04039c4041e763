package dev.hocket.queue.jdbc;

import dev.hocket.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a job ended that no worker ended, in the form of other errors. */
final class StoredError {
    private StoredError() {}

    static String text(String message) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("cause", "queue");
        error.put("message", message);
        return Json.text(error);
    }
}
