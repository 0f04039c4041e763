package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.text.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds engines by their names. */
public final class EngineRegistry {
    private EngineRegistry() {}

    public static List<EngineProvider> providers() {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    public static Engine open(String nameAndWidth, Map<String, String> options) {
        int colon = nameAndWidth.indexOf(':');
        String name = colon < 0 ? nameAndWidth : nameAndWidth.substring(0, colon);
        List<EngineProvider> all = providers();
        EngineProvider provider =
                all.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(unknown(name, all)));
        provider.unavailable()
                .ifPresent(why -> {
                    throw new IllegalArgumentException(
                            "engine '%s' cannot run here: %s".formatted(name, why));
                });
        int width =
                colon < 0
                        ? provider.defaultWidth()
                        : width(nameAndWidth, nameAndWidth.substring(colon + 1), provider);
        EngineProvider configured = provider;
        for (Map.Entry<String, String> option : options.entrySet()) {
            configured = configured.with(option.getKey(), option.getValue());
        }
        return configured.open(width);
    }

    private static String unknown(String name, List<EngineProvider> all) {
        if (all.isEmpty()) {
            return "no engine '%s': none is on the class path; add hocket-engines".formatted(name);
        }
        List<String> names = all.stream().map(EngineProvider::name).toList();
        return "no engine '%s'; %sthere are: %s"
                .formatted(
                        name,
                        Spelling.nearest(name, names)
                                .map("did you mean '%s'? "::formatted)
                                .orElse(""),
                        String.join(", ", names));
    }

    private static int width(String whole, String text, EngineProvider provider) {
        try {
            int width = Integer.parseInt(text);
            if (width >= 1 && width <= provider.maxWidth()) {
                return width;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        if (provider.maxWidth() == 1) {
            throw new IllegalArgumentException(
                    "engine '%s': %s has one lane, %s; leave the width out"
                            .formatted(whole, provider.name(), provider.lanes()));
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "engine '%s': the width '%s' is not a whole number from 1 to %d; for"
                                + " example %s:%d",
                        whole,
                        text,
                        provider.maxWidth(),
                        provider.name(),
                        provider.defaultWidth()));
    }
}
