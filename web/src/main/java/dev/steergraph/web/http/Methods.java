package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says of a wrong address that there is nothing, and of a wrong method which ones there are. */
public final class Methods implements Handler {

    private record Known(Pattern path, String method) {}

    private final List<Known> known;

    /** @param routes all that there is */
    public Methods(List<Route> routes) {
        known = routes.stream()
                .map(route -> new Known(pattern(route.path()), route.method().name()))
                .toList();
    }

    @Override
    public void handle(Context ctx) {
        SortedSet<String> methods = known.stream()
                .filter(one -> one.path().matcher(ctx.path()).matches())
                .map(Known::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.isEmpty()) {
            throw Problem.notFound("there is no resource " + ctx.path());
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.contains(ctx.req().getMethod())) {
            throw refused(ctx, methods);
        }
    }

    static Problem refused(Context ctx, SortedSet<String> allowed) {
        String all = String.join(", ", allowed);
        ctx.header("Allow", all);
        return new Problem(
                405, ctx.path() + " takes " + all + ", not " + ctx.req().getMethod());
    }

    /** {@code {name}} stands for one part of a path. */
    private static Pattern pattern(String path) {
        return Pattern.compile(List.of(path.split("/", -1)).stream()
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/", "", "/?")));
    }
}
