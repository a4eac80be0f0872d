/// A sample plugin: codes that tell by themselves whether they are right, and codes of names.
package codes;
