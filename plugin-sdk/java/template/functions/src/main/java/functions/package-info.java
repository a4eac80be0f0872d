/// The functions of the plugin @NAME@.
package functions;
