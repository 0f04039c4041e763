package dev.hocket.queue.json;

import dev.hocket.queue.PayloadCodec;
import dev.hocket.queue.PayloadException;
import dev.hocket.text.Json;
import dev.hocket.text.JsonReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of one type as JSON in UTF-8. */
public final class JsonPayloads<T extends @Nullable Object> implements PayloadCodec<T> {
    private final Class<T> type;
    private final ValueWriter writer = new ValueWriter();
    private final ValueReader reader = new ValueReader();

    public JsonPayloads(Class<T> type) {
        this.type = type;
        RecordShape.check(type);
    }

    @Override
    public byte[] write(T value) throws PayloadException {
        Object json = writer.json(value, type, "");
        return Json.text(json).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a value of the type, boxed; null only if T has it
    public T read(byte[] payload) throws PayloadException {
        Object json;
        try {
            json = Json.parse(new String(payload, StandardCharsets.UTF_8));
        } catch (JsonReader.Malformed malformed) {
            throw new PayloadException("not JSON: " + malformed.getMessage(), malformed);
        }
        T value = (T) reader.value(json, type, "");
        return value;
    }
}
