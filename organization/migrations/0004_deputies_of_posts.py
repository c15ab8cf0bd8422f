from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0003_department_successor'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='deputyorder',
            name='deputy_order_place_once',
        ),
        migrations.AddField(
            model_name='deputyorder',
            name='level',
            field=models.CharField(blank=True, choices=[('MEMBER', '팀원'), ('TEAM_LEAD', '팀장'), ('DIVISION_HEAD', '본부장'), ('SECRETARY_GENERAL', '사무처장'), ('HEAD', '기관장'), ('CHAIR', '이사장')], default='', max_length=20, verbose_name='직위의 결재 단계'),
        ),
        migrations.AddConstraint(
            model_name='deputyorder',
            constraint=models.CheckConstraint(condition=models.Q(('level', ''), models.Q(('department__isnull', False), ('level__in', ['TEAM_LEAD', 'DIVISION_HEAD', 'SECRETARY_GENERAL', 'HEAD', 'CHAIR'])), _connector='OR'), name='deputy_order_level_fits'),
        ),
        migrations.AddConstraint(
            model_name='deputyorder',
            constraint=models.UniqueConstraint(fields=('department', 'level', 'duty', 'place'), name='deputy_order_place_once', nulls_distinct=False),
        ),
    ]
