package dev.hocket.check;

/** The names of classes as a report says them: without package and enclosing class. */
final class TypeNames {
    private TypeNames() {}

    static String simple(Class<?> type) {
        if (type.isArray()) {
            return simple(type.getComponentType()) + "[" + "]";
        }
        return simple(type.getName());
    }

    static String simple(String className) {
        String last = className.substring(className.lastIndexOf('.') + 1);
        return last.substring(last.lastIndexOf('$') + 1);
    }
}
