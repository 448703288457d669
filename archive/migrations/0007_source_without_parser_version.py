from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_suspension_rights"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="source",
            name="parser_version",
        ),
    ]
