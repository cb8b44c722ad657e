"""What must hold of any site that this engine builds, whatever its records say.

`pytest --pyargs symptomguide.verification` looks at the project in the working folder, or at $GUIDE_PROJECT. What the
records alone can tell is in `symptomguide check`; here is what needs the produced site or a browser. No module here
names a record of a project.
"""
