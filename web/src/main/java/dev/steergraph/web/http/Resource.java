package dev.steergraph.web.http;

import java.util.List;

/** What answers some routes that belong together. */
public interface Resource {

    List<Route> routes();
}
