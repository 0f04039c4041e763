package dev.hocket.testkit.service;

/** A JVM that starts a service, says where it is, and waits to be killed. */
final class ServiceHolder {
    private ServiceHolder() {}

    public static void main(String[] args) throws Exception {
        ServiceRecipe recipe = args[0].equals("postgres") ? Recipes.postgres() : Recipes.STUBBORN;
        Service service = recipe.start();
        System.out.println(service.place().folder().getParent());
        System.out.println(service.processes());
        System.in.read();
    }
}
