package dev.hocket;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Engines by their names in text. */
final class EngineNames {
    private EngineNames() {}

    static List<EngineProvider> providers() {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(EngineProvider::name))
                .toList();
    }

    static Engine open(String nameAndWidth, Map<String, String> options) {
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
        return all.isEmpty()
                ? "no engine '%s': none is on the class path; add hocket-engines".formatted(name)
                : "no engine '%s'; there are: %s"
                        .formatted(
                                name,
                                all.stream()
                                        .map(EngineProvider::name)
                                        .collect(Collectors.joining(", ")));
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
        throw new IllegalArgumentException(
                "engine '%s': the width '%s' is not a whole number from 1 to %d; for example %s"
                        .formatted(
                                whole,
                                text,
                                provider.maxWidth(),
                                provider.maxWidth() == 1
                                        ? provider.name()
                                        : provider.name() + ":" + provider.defaultWidth()));
    }
}
