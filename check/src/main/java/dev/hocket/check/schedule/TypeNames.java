package dev.hocket.check.schedule;

/** The names of classes as a report says them: without package and enclosing class. */
public final class TypeNames {
    private TypeNames() {}

    public static String simple(Class<?> type) {
        if (type.isArray()) {
            return simple(type.getComponentType()) + "[" + "]";
        }
        return simple(type.getName());
    }

    public static String simple(String className) {
        String last = className.substring(className.lastIndexOf('.') + 1);
        return last.substring(last.lastIndexOf('$') + 1);
    }
}
